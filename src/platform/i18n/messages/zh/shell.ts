import type { shell as english } from '../en/shell.ts'

export const shell: Record<keyof typeof english, string> = {
  'shell.home': '首页',
  'shell.languages': '语言',
  'shell.demo': '演示环境：运营商是模拟的，不会真的扣款',
  'shell.footer': '不用登录，不做追踪。每个价格都注明来源。',

  'time.full': '{date} {weekday} {time}（PKT）',
  'time.day': '{date} {weekday}',
  'time.clock': '{time}（PKT）',
  'time.own': '北京时间 {weekday} {time}',

  'allowance.all_day': '全天可用',
  'allowance.offpeak': '+ {volume}，限 {window}',
  'allowance.offpeak_only': '只限 {window}',
  'allowance.night': '闲时',
  'allowance.social': '+ {volume}，限 {apps}',
  'allowance.apps': '社交应用',
  'allowance.only_for': '只限 {apps}',
  'allowance.minutes': '分钟',
  'allowance.to_all': '打所有网络',
  'allowance.all_networks': '{n} 分钟，所有网络',
  'allowance.on_net': '{n} 分钟，打 {operator}',
  'allowance.off_net': '{n} 分钟，打其他网',
  'allowance.sms': '{n} 条短信',
  'allowance.unlimited_on_net': '打 {operator} 不限分钟',
  'allowance.unstated': '来源没有写明含量',

  'validity.calendar_days': '{n, plural, other {# 天（含今天）}}',
  'validity.rolling_days': '{n, plural, other {# 天，按 24 小时算}}',
  'validity.hours': '{n, plural, other {# 小时}}',
  'validity.days': '{n, plural, other {# 天}}',
  'validity.unknown': '未写明有效期',

  'source.sandbox': '演示资费',
  'source.confirmed': '价格经 {operator} 确认',
  'source.verified': '来源 {source}，{date}，已核实',
  'source.unverified': '来源 {source}，{date}，未核实',

  'territory.punjab': '旁遮普省',
  'territory.sindh': '信德省',
  'territory.kp': '开伯尔-普什图省',
  'territory.balochistan': '俾路支省',
  'territory.islamabad': '伊斯兰堡',
  'territory.ajk': '自由克什米尔',
  'territory.gb': '吉尔吉特-巴尔蒂斯坦',
}
