import type { Hono } from 'hono'
import type { FaultCode } from '#i18n'
import { Fault } from '#kernel'
import { homePage } from './home-view.ts'
import { answer, type Room, readerOf, readForm, seeOther } from './room.ts'

export function homeRoutes(app: Hono, room: Room, language: string): void {
  for (const path of ['/', `/${language}/`])
    app.get(path, (c) => {
      // The same for everybody but for its language, and worth showing from the cache on a dead
      // line.
      c.header('Cache-Control', 'no-cache')
      return answer(c, room, homePage(readerOf(c, room), { typed: '', fault: undefined }))
    })
  app.get(`/${language}`, (c) => c.redirect(`${c.req.path}/`, 308))

  app.post(`/${language}/number`, async (c) => {
    const typed = (await readForm(c)).get('number')?.slice(0, 64) ?? ''
    const reader = readerOf(c, room)
    try {
      const { msisdn } = room.readMsisdn(typed)
      return seeOther(c, reader.path(`/plans/${room.seal.seal({ msisdn, operator: undefined })}`))
    } catch (error) {
      if (!(error instanceof Fault) || error.kind !== 'invalid') throw error
      const fault = error.code as FaultCode
      return answer(c, room, homePage(reader, { typed, fault }), 422)
    }
  })
}
