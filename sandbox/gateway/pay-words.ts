/**
 * The payer page in three languages. The `Accept-Language` of a browser chooses unless `?lang=`
 * does.
 */
export const languages = ['en', 'zh', 'ur'] as const
export type Language = (typeof languages)[number]

export interface Words {
  /** For the `lang` attribute. */
  readonly tag: string
  readonly dir: 'ltr' | 'rtl'
  readonly ownName: string
  readonly notice: string
  readonly amount: string
  readonly reference: string
  readonly until: string
  readonly approve: string
  readonly decline: string
  readonly approved: string
  readonly declined: string
  readonly expired: string
  readonly cancelled: string
  readonly unknown: string
  readonly back: string
  readonly close: string
}

export const words: Readonly<Record<Language, Words>> = {
  en: {
    tag: 'en',
    dir: 'ltr',
    ownName: 'English',
    notice: 'Sandbox payment page: no real money',
    amount: 'Amount',
    reference: 'Reference',
    until: 'Decide by (Pakistan time)',
    approve: 'Approve and pay',
    decline: 'Decline',
    approved: 'This payment is approved.',
    declined: 'This payment was declined. Nothing was charged.',
    expired: 'The time for this payment has run out. Nothing was charged.',
    cancelled: 'The merchant cancelled this payment. Nothing was charged.',
    unknown: 'There is no such payment.',
    back: 'Back to the merchant',
    close: 'You can close this page.',
  },
  zh: {
    tag: 'zh-Hans',
    dir: 'ltr',
    ownName: '中文',
    notice: '沙盒付款页面：不涉及真实资金',
    amount: '金额',
    reference: '参考号',
    until: '请在此前决定（巴基斯坦时间）',
    approve: '确认支付',
    decline: '拒绝支付',
    approved: '这笔付款已确认。',
    declined: '这笔付款已被拒绝，未扣款。',
    expired: '付款时间已过，未扣款。',
    cancelled: '商家已取消这笔付款，未扣款。',
    unknown: '没有这笔付款。',
    back: '返回商家',
    close: '您可以关闭此页面。',
  },
  ur: {
    tag: 'ur',
    dir: 'rtl',
    ownName: 'اردو',
    notice: 'آزمائشی ادائیگی کا صفحہ: کوئی اصل رقم نہیں',
    amount: 'رقم',
    reference: 'حوالہ',
    until: 'فیصلہ اس وقت تک کریں (پاکستانی وقت)',
    approve: 'منظور کریں اور ادا کریں',
    decline: 'انکار کریں',
    approved: 'یہ ادائیگی منظور ہو چکی ہے۔',
    declined: 'اس ادائیگی سے انکار کر دیا گیا۔ کوئی رقم نہیں کٹی۔',
    expired: 'اس ادائیگی کا وقت ختم ہو گیا ہے۔ کوئی رقم نہیں کٹی۔',
    cancelled: 'دکان دار نے یہ ادائیگی منسوخ کر دی ہے۔ کوئی رقم نہیں کٹی۔',
    unknown: 'ایسی کوئی ادائیگی موجود نہیں۔',
    back: 'دکان دار کے پاس واپس جائیں',
    close: 'آپ یہ صفحہ بند کر سکتے ہیں۔',
  },
}

/** The asked language, else the first that the browser prefers and the page has, else English. */
export function chooseLanguage(asked: string | null, accepted: string | undefined): Language {
  const isKnown = (text: string): text is Language =>
    (languages as readonly string[]).includes(text)
  if (asked !== null && isKnown(asked)) return asked
  const preferred = (accepted ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const weight = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find(Boolean)
      return { language: tag.split('-')[0]!, weight: Number(weight ?? 1) }
    })
    .sort((a, b) => b.weight - a.weight)
  return preferred.map(({ language }) => language).find(isKnown) ?? 'en'
}
