import type { home as english } from '../en/home.ts'

export const home: Record<keyof typeof english, string> = {
  'home.title': 'Tajdeed：给巴基斯坦手机号续费',
  'home.heading': '输入巴基斯坦号码，几秒续费',
  'home.lead': '先看清实付多少、用到哪天，再付款。',
  'home.label': '手机号',
  'home.hint': '{local}、{plus} 或 {zeros} 开头都行，空格随意',
  'home.button': '看套餐',
  'home.promise': '我们保证',
  'home.promise_paid': '只扣一次款，连按两下也一样。',
  'home.promise_delivered': '套餐只到账一次；没到账，全额退回。',
  'home.promise_unknown': '还没有答复的，我们照实说，并写明你的钱在哪里。',
  'home.try': '试试这些号码',
  'home.try_intro': '末三位决定模拟运营商怎么做。',
  'home.try_000': '立刻到账',
  'home.try_002': '已到账，但答复丢失',
  'home.try_003': '拒绝充值，退款',
  'home.try_007': '到账后被撤回，退款',
  'home.try_009': '一直不答复，转人工',
}
