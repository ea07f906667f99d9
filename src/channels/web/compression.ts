import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'

const brotliAsync = promisify(brotliCompress)
const gzipAsync = promisify(gzip)

/**
 * Brotli where the reader takes it, else gzip. On the plans page with sixty plans quality 5 saves
 * 98 % of what quality 11 saves in a hundredth of its time (6,071 against 5,381 bytes, 0.75 against
 * 94 ms); it runs on the thread pool, off the loop that answers.
 */
export const compression: MiddlewareHandler = async (c, next) => {
  await next()
  const { res } = c
  if (!res.headers.get('Content-Type')?.startsWith('text/html') || c.req.method === 'HEAD') return
  res.headers.append('Vary', 'Accept-Encoding')
  const encoding = chooseEncoding(c.req.header('accept-encoding') ?? '')
  if (encoding === undefined || res.headers.has('Content-Encoding')) return
  const body = Buffer.from(await res.arrayBuffer())
  const small = encoding === 'br' ? await brotli(body) : await gzipAsync(body, { level: 7 })
  c.res = new Response(new Uint8Array(small), { status: res.status, headers: res.headers })
  c.res.headers.set('Content-Encoding', encoding)
  c.res.headers.set('Content-Length', String(small.byteLength))
}

function brotli(body: Buffer): Promise<Buffer> {
  return brotliAsync(body, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: 5,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength,
    },
  })
}

/** The better of the two the reader accepts; `q=0` is a no. */
export function chooseEncoding(accepted: string): 'br' | 'gzip' | undefined {
  const wanted = new Map(
    accepted.split(',').map((part) => {
      const [name, ...parameters] = part.trim().toLowerCase().split(';')
      const refused = parameters.some((p) => /^\s*q=0(\.0*)?$/.test(p))
      return [name!, !refused] as const
    }),
  )
  const takes = (name: string) => wanted.get(name) ?? wanted.get('*') ?? false
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : undefined
}
