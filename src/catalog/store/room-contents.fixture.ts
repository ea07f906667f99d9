import { sql } from 'kysely'
import type { Db } from '#db'

/** Everything in every table of the room, to be compared byte by byte. */
export async function roomContents(db: Db): Promise<string> {
  const names = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'catalog'
     order by 1`.execute(db)
  const contents: string[] = []
  for (const { name } of names.rows) {
    const { rows } = await sql<{ row: string }>`
      select t::text as row from catalog.${sql.ref(name)} t order by 1`.execute(db)
    contents.push(name, ...rows.map(({ row }) => row))
  }
  return contents.join('\n')
}
