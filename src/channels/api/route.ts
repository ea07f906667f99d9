import { createRoute, z } from '@hono/zod-openapi'
import { problem } from './schemas.ts'

const problems = {
  400: 'Not readable, or a header is missing',
  401: 'No key, or not a valid one',
  403: 'The key may not do this',
  404: 'No such thing',
  409: 'It stands in the way of something else',
  413: 'More than 64 KB',
  422: 'Readable, but it cannot be done like this',
  429: 'Too many from this key; Retry-After says when to go on',
  503: 'Not now; try again',
} as const

type ProblemStatus = keyof typeof problems

interface RouteWords {
  readonly tag: string
  readonly summary: string
  readonly description?: string
}

const problemAnswer = (status: ProblemStatus) => ({
  description: problems[status],
  content: { 'application/problem+json': { schema: problem } },
})

/** Every call can end in these; a route adds its own. */
const everywhere = { 401: problemAnswer(401), 403: problemAnswer(403), 503: problemAnswer(503) }

const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { 'application/json': { schema } },
})

function described({ tag, summary, description }: RouteWords) {
  return {
    tags: [tag],
    summary,
    ...(description ? { description } : {}),
    security: [{ bearer: [] }],
  }
}

/** A GET of the reference, whole: words, query, answer, refusals. */
export function readRoute<
  Path extends string,
  Query extends z.ZodObject,
  Params extends z.ZodObject,
  Answer extends z.ZodType,
>(path: Path, words: RouteWords, parts: { query: Query; params: Params; answer: Answer }) {
  return createRoute({
    method: 'get',
    path,
    ...described(words),
    request: { query: parts.query, params: parts.params },
    responses: {
      200: json('As asked', parts.answer),
      404: problemAnswer(404),
      422: problemAnswer(422),
      ...everywhere,
    },
  })
}

/** A POST that makes something, once per Idempotency-Key. */
export function makeRoute<Path extends string, Body extends z.ZodType, Answer extends z.ZodType>(
  path: Path,
  words: RouteWords,
  parts: { body: Body; answer: Answer; limited?: boolean },
) {
  return createRoute({
    method: 'post',
    path,
    ...described(words),
    request: {
      headers: z.object({
        'idempotency-key': z.string().openapi({
          description: 'The same key and body replay the first answer; another body is 422',
        }),
      }),
      body: { required: true, content: { 'application/json': { schema: parts.body } } },
    },
    responses: {
      201: json('Made, or replayed with Idempotent-Replayed: true', parts.answer),
      400: problemAnswer(400),
      404: problemAnswer(404),
      409: problemAnswer(409),
      413: problemAnswer(413),
      422: problemAnswer(422),
      ...(parts.limited ? { 429: problemAnswer(429) } : {}),
      ...everywhere,
    },
  })
}

/** A POST that only asks, because what it asks with is too long or too private for an address. */
export function askRoute<Path extends string, Body extends z.ZodType, Answer extends z.ZodType>(
  path: Path,
  words: RouteWords,
  parts: { body: Body; answer: Answer },
) {
  return createRoute({
    method: 'post',
    path,
    ...described(words),
    request: { body: { required: true, content: { 'application/json': { schema: parts.body } } } },
    responses: {
      200: json('As asked; nothing was made', parts.answer),
      400: problemAnswer(400),
      413: problemAnswer(413),
      422: problemAnswer(422),
      ...everywhere,
    },
  })
}

/** A POST that only asks, about something named in its path. */
export function askAboutRoute<
  Path extends string,
  Params extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(path: Path, words: RouteWords, parts: { params: Params; body: Body; answer: Answer }) {
  const route = askRoute(path, words, parts)
  return createRoute({
    ...route,
    request: {
      params: parts.params,
      body: { required: true, content: { 'application/json': { schema: parts.body } } },
    },
  })
}

/** A POST by which a person settles something; what was settled once cannot be settled again. */
export function settleRoute<
  Path extends string,
  Params extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(path: Path, words: RouteWords, parts: { params: Params; body: Body; answer: Answer }) {
  const route = actRoute(path, words, parts)
  return createRoute({
    ...route,
    request: {
      params: parts.params,
      body: { required: true, content: { 'application/json': { schema: parts.body } } },
    },
    responses: { ...route.responses, 400: problemAnswer(400), 422: problemAnswer(422) },
  })
}

/** A POST on something that exists, harmless to repeat. */
export function actRoute<Path extends string, Params extends z.ZodObject, Answer extends z.ZodType>(
  path: Path,
  words: RouteWords,
  parts: { params: Params; answer: Answer },
) {
  return createRoute({
    method: 'post',
    path,
    ...described(words),
    request: { params: parts.params },
    responses: {
      200: json('As it stands now', parts.answer),
      404: problemAnswer(404),
      409: problemAnswer(409),
      ...everywhere,
    },
  })
}
