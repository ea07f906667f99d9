import { westernDigits } from '#kernel'

/** A piece of a text as it is compared, and where it stood in the normal text. */
export interface Token {
  readonly text: string
  /** Nothing is read across a pause. */
  readonly kind: 'word' | 'han' | 'number' | 'code' | 'pause'
  readonly from: number
  readonly to: number
}

/** Longer than any question somebody types; the rest of a longer text is not looked at. */
export const mostTextLength = 200
/** A word is cut here: no plan's name has a longer one, and comparing costs by length. */
const mostWordLength = 24

/** Half-width forms, lower case, Western digits: still what the reader wrote. */
export function normal(text: string): string {
  const cut = text.slice(0, mostTextLength).normalize('NFKC').slice(0, mostTextLength)
  return westernDigits(cut).toLowerCase().replace(/\s+/g, ' ').trim()
}

const shapes =
  /(?<code>\*[\d*]*\d#?)|(?<number>\d+(?:[.,]\d+)*)|(?<han>\p{Script=Han})|(?<sign>[$¥€£])|(?<word>(?:(?!\p{Script=Han})[\p{L}\p{M}\u200c'’])+)|(?<pause>[,،、;؛])/gu

/**
 * The words and pauses of a normal text. Chinese writes no spaces, so there each character is one;
 * a number ends where letters begin, since "10gb" is two words.
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(shapes)) {
    const { code, number, han, pause, word } = match.groups!
    const kind = code ? 'code' : number ? 'number' : han ? 'han' : pause ? 'pause' : 'word'
    const folded = word
      ? fold(word)
      : number
        ? number.replace(/,(?=\d{3}(?!\d))/g, '').replace(',', '.')
        : match[0]
    if (folded === '') continue
    tokens.push({ text: folded, kind, from: match.index, to: match.index + match[0].length })
  }
  return tokens
}

export function wordsOf(text: string): Token[] {
  return tokensOf(text).filter(({ kind }) => kind !== 'pause')
}

/** Letters that are typed for one another: Arabic ones for their Urdu forms. */
const letters: Readonly<Record<string, string>> = {
  ي: 'ی',
  ى: 'ی',
  ے: 'ی',
  ك: 'ک',
  ه: 'ہ',
  ة: 'ہ',
  ھ: 'ہ',
  ں: 'ن',
}

/**
 * How two spellings of a word meet: no accents and vowel marks, Urdu forms of Arabic letters, and
 * letters written once where Roman Urdu doubles them at will ("mahaana", "jazz", "haftawaar").
 */
function fold(word: string): string {
  return word
    .normalize('NFD')
    .replace(/[\p{M}\u0640\u200c'’]/gu, '')
    .replace(/[يىےكهةھں]/g, (letter) => letters[letter]!)
    .replace(/(\p{L})\1+/gu, '$1')
    .slice(0, mostWordLength)
}
