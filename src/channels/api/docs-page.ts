import { html, raw } from 'hono/html'
import * as z from 'zod'

const schemaLike = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  format: z.string().optional(),
  description: z.string().optional(),
  example: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
})

const operationLike = z.looseObject({
  summary: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()),
  parameters: z
    .array(z.looseObject({ name: z.string(), in: z.string(), required: z.boolean().optional() }))
    .optional(),
  requestBody: z
    .looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })) })
    .optional(),
  responses: z.record(
    z.string(),
    z.looseObject({
      description: z.string(),
      content: z.record(z.string(), z.looseObject({ schema: z.unknown() })).optional(),
    }),
  ),
})

const documentLike = z.looseObject({
  info: z.looseObject({ title: z.string(), version: z.string(), description: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
})

const style = `
:root{color-scheme:light dark;--ink:#14201b;--soft:#55645d;--line:#dfe5e0;--paper:#fbfaf6;--green:#0c6b4c}
@media(prefers-color-scheme:dark){:root{--ink:#eef3ef;--soft:#9aa8a1;--line:#2a3530;--paper:#0f1512;--green:#5fcf9f}}
body{font:16px/1.6 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:60rem;margin:0 auto;padding:2rem 1.25rem 5rem}
h1{font-size:1.9rem;line-height:1.2;margin:0}h2{margin:3rem 0 .5rem;font-size:1.35rem;border-bottom:1px solid var(--line);padding-bottom:.4rem}
h3{font-size:1.05rem;margin:2rem 0 .25rem}code,pre{font:.92em ui-monospace,SFMono-Regular,Menlo,monospace}
pre{overflow:auto;border:1px solid var(--line);border-radius:10px;padding:1rem}a{color:var(--green)}
.verb{color:var(--green);font-weight:700;margin-inline-end:.5rem}p{margin:.3rem 0}.soft{color:var(--soft)}
table{border-collapse:collapse;width:100%;font-size:.94rem}td,th{text-align:start;vertical-align:top;padding:.35rem .8rem .35rem 0;border-bottom:1px solid var(--line)}
.scroll{overflow-x:auto}nav ul{padding:0;list-style:none;columns:2 18rem}nav a{display:inline-block;padding:.3rem 0}`

/**
 * The reference for people, made from the same document as /openapi.json; no script, no request of
 * its own.
 */
export function renderDocs(document: unknown) {
  const { info, paths, components } = documentLike.parse(document)
  const operations = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => ({
      verb: verb.toUpperCase(),
      path,
      anchor: `${verb}${path.replaceAll(/[^a-z0-9]+/g, '-')}`,
      ...operationLike.parse(operation),
    })),
  )
  const tags = [...new Set(operations.flatMap((operation) => operation.tags))]
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${info.title} ${info.version}</title><link rel="icon" href="data:,"><style>${raw(style)}</style></head><body>
<header><h1>${info.title} <span class="soft">${info.version}</span></h1><p>${info.description}</p>
<p><a href="/openapi.json">openapi.json</a> (OpenAPI 3.1)</p></header><main>
<h2>First call</h2>
<pre>curl -H 'Authorization: Bearer tj_test_demo' '…/v1/plans?operator=jazz'</pre>
<p>Money is an integer of minor units with its currency: Rs 600.00 is <code>{"amount": 60000, "currency": "PKR"}</code>.
Times are RFC 3339 in UTC. A refusal is <code>application/problem+json</code> with a stable <code>code</code>; its
<code>title</code> says what to do next in the language of <code>Accept-Language</code>.
Every POST that makes something needs an <code>Idempotency-Key</code>.</p>
<nav aria-label="Calls"><ul>${operations.map(
    ({ anchor, verb, path }) =>
      html`<li><a href="#${anchor}"><code>${verb} ${path}</code></a></li>`,
  )}</ul></nav>
${tags.map(
  (tag) =>
    html`<section><h2>${tag}</h2>${operations
      .filter((operation) => operation.tags.includes(tag))
      .map(renderOperation)}</section>`,
)}
<section><h2>Shapes</h2>${Object.entries(components.schemas).map(
    ([name, schema]) => html`<h3 id="${name}">${name}</h3>${renderProperties(schema)}`,
  )}</section></main></body></html>`
}

type Operation = z.output<typeof operationLike> & { verb: string; path: string; anchor: string }

function renderOperation(operation: Operation) {
  const body = operation.requestBody?.content['application/json']?.schema
  return html`<article><h3 id="${operation.anchor}"><span class="verb">${operation.verb}</span><code>${operation.path}</code></h3>
<p>${operation.summary}. <span class="soft">${withCode(operation.description ?? '')}</span></p>
${operation.parameters?.length ? html`<p class="soft">${operation.parameters.map((it) => html`<code>${it.name}</code> <small>(${it.in})</small> `)}</p>` : ''}
${body ? html`<p>Body: ${describe(body)}</p>` : ''}
<div class="scroll"><table>${Object.entries(operation.responses).map(
    ([status, answer]) =>
      html`<tr><th scope="row">${status}</th><td>${answer.description}</td><td>${Object.values(
        answer.content ?? {},
      ).map(({ schema }) => describe(schema))}</td></tr>`,
  )}</table></div></article>`
}

function renderProperties(json: unknown) {
  const { properties, required } = schemaLike.parse(json)
  return html`<div class="scroll"><table>${Object.entries(properties ?? {}).map(
    ([name, schema]) => {
      const { description, example } = schemaLike.parse(schema)
      return html`<tr><th scope="row"><code>${name}</code></th><td>${describe(schema)}${required?.includes(name) ? '' : ' · optional'}</td><td class="soft">${withCode(description ?? '')} ${example === undefined ? '' : html`<code>${JSON.stringify(example)}</code>`}</td></tr>`
    },
  )}</table></div>`
}

/** Markdown's code spans, the one thing of it that the descriptions use. */
function withCode(text: string) {
  return text.split('`').map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part))
}

/** One line for a schema: a link to a named one, the words of an enum, the fields of an object. */
function describe(json: unknown): unknown {
  const schema = schemaLike.parse(json ?? {})
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1)
    return html`<a href="#${name}">${name}</a>`
  }
  if (schema.enum) return html`<code>${schema.enum.join(' · ')}</code>`
  if (schema.anyOf) {
    return schema.anyOf.map((part, i) => html`${i === 0 ? '' : ' or '}${describe(part)}`)
  }
  if (schema.items !== undefined) return html`list of ${describe(schema.items)}`
  if (schema.properties) {
    return Object.entries(schema.properties).map(
      ([name, part], i) => html`${i === 0 ? '' : ', '}<code>${name}</code> ${describe(part)}`,
    )
  }
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : schema.type
  return html`${type ?? 'anything'}${schema.format ? ` (${schema.format})` : ''}`
}
