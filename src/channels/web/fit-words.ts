import { html } from 'hono/html'
import { type Sentence, type Writer, writeSentence } from '#advice'
import { bdi, type Html, type Reader, type Words } from './reader.ts'

/** A sentence of the advice, its figures isolated so that they keep their direction inside Urdu. */
export function spoken(reader: Reader, sentence: Sentence): Words {
  const writer: Writer<Words> = {
    say: (key, values) => reader.words(key, values),
    figure: (text) => [bdi(text)],
    name: (text) => [longName(text)],
  }
  return writeSentence(reader.language, sentence, writer, reader.now)
}

/** `a, b, c`, with the comma of the language. */
export function listed(reader: Reader, parts: readonly Words[]): Words {
  return parts.reduceRight((rest, first) => reader.words('fit.pair', { first, rest }))
}

/** A name in its own direction that may break its line: plans can be called a whole sentence. */
export function longName(text: string): Html {
  return html`<bdi class="n">${text}</bdi>`
}
