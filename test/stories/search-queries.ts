import { weeklyX } from './story.ts'

/**
 * What people type, and which plan must come first, checked by hand against the catalogue as the
 * sandbox offers it. Several ids: the first plans, in this order.
 */
export const queries: readonly (readonly [text: string, ...tops: string[]])[] = [
  // The seven of the order itself.
  ['Pakistan eSIM', 'jazz-3-day-max-2024-09-02'],
  ['巴基斯坦电话卡', 'jazz-3-day-max-2024-09-02'],
  ['Jio', 'jazz-3-day-max-2024-09-02', 'jazz-weekly-aio-all-network-2024-09-02'],
  ['jazz 周包', 'jazz-weekly-aio-all-network-2024-09-02', 'jazz-jazz-weekly-super-plus-2023-02-07'],
  ['7 days 10gb', 'jazz-jazz-weekly-super-plus-2023-02-07', 'onic-sandbox-weekly'],
  ['zong monthly', 'zong-all-in-one-monthly-zong-super-card-2021-03-11'],
  ['国际漫游', 'zong-ksa-offer-2021-03-11'],
  ['جاز ہفتہ وار', 'jazz-weekly-aio-all-network-2024-09-02'],
  ['zong ka mahana package', 'zong-all-in-one-monthly-zong-super-card-2021-03-11'],

  // Names, whole, in part and in each language.
  ['weekly super', 'jazz-weekly-super-2024-09-02'],
  ['Weekly Freedom', 'jazz-weekly-freedom-2024-09-02', 'jazz-weekly-freedom-2026-06-29'],
  ['monthly premium', 'jazz-monthly-premium-2024-09-02'],
  ['15-Day AIO', 'jazz-15-day-aio-2024-09-02'],
  ['easy card 450', 'telenor-easy-card-450-ac-2021-03-11'],
  ['zong supreme offer', 'zong-supreme-offer-2021-03-11'],
  ['super duper', 'jazz-monthly-super-duper-2024-09-02'],
  ['每月 Freedom', 'jazz-monthly-freedom-2024-09-02'],
  ['每周短信', 'jazz-weekly-sms-2024-09-02'],
  ['منتھلی سپریم', 'zong-monthly-supreme-2023-24-undated-article'],
  ['ماہانہ بچت', 'jazz-mahana-bachat-2024-09-02'],
  ['mahana bachat', 'jazz-mahana-bachat-2024-09-02'],
  ['گپ شپ', 'jazz-infinity-gupshup-2024-09-02'],
  ['中巴友谊', 'zong-pak-china-friendship-idd-daily-2013-02'],

  // Slips: letters wrong, left out, doubled, in the wrong order.
  ['supreem', 'zong-supreme-offer-2021-03-11'],
  ['weekly fredom', 'jazz-weekly-freedom-2024-09-02'],
  ['jaz weekly', 'jazz-weekly-aio-all-network-2024-09-02'],
  ['jazzz wekly', 'jazz-weekly-aio-all-network-2024-09-02'],
  ['zogn monhtly', 'zong-all-in-one-monthly-zong-super-card-2021-03-11'],
  ['telenr mothly', 'telenor-easy-card-450-ac-2021-03-11'],
  ['ufon weekly', 'ufone-sab-se-bari-plus-offer-2024-estimated'],
  ['jazz haftwar', 'jazz-weekly-aio-all-network-2024-09-02'],
  ['maahaana bachatt', 'jazz-mahana-bachat-2024-09-02'],
  ['premum plus', 'jazz-weekly-premium-plus-2024-09-02'],
  ['gupshap weekly', 'jazz-weekly-gupshup-plus-2024-09-02'],
  ['7 dyas 10 gb', 'jazz-jazz-weekly-super-plus-2023-02-07'],

  // Lengths and volumes, however they are written.
  ['10 جی بی', 'jazz-jazz-weekly-super-plus-2023-02-07'],
  ['۱۰ جی بی ۷ دن', 'jazz-jazz-weekly-super-plus-2023-02-07'],
  ['10GB 7天', 'jazz-jazz-weekly-super-plus-2023-02-07'],
  ['10 GB 30 دن', 'jazz-monthly-super-duper-2024-09-02'],
  ['zong 40gb', 'zong-monthly-40gb-undated-2023-24'],
  ['20G流量 月包', 'scom-sandbox-monthly', 'jazz-monthly-star-2024-09-02'],
  ['三天', 'jazz-3-day-max-2024-09-02', 'jazz-3-day-gupshup-plus-2024-09-02'],
  ['我要续jazz的周包', 'jazz-weekly-aio-all-network-2024-09-02'],
  ['jazz 10-15 gb weekly', 'jazz-jazz-weekly-super-plus-2023-02-07'],
  ['jazz saat din', 'jazz-weekly-aio-all-network-2024-09-02'],
  ['6 months', 'zong-prepaid-mbb-6-months-bundle-100gb-month-2021-03-11'],
  ['15 din', 'jazz-15-day-aio-2024-09-02'],
  ['半个月', 'jazz-15-day-aio-2024-09-02'],
  ['mahana internet 20 gb', 'scom-sandbox-monthly', 'jazz-monthly-star-2024-09-02'],
  ['telenor 60 minutes weekly', 'telenor-easy-card-200-2021-03-11'],
  ['at least 100 gb monthly', 'jazz-monthly-freedom-2024-09-02'],

  // Prices and orders.
  ['jazz 500', 'jazz-3-day-max-2024-09-02'],
  ['under 500 weekly', 'telenor-easycard-150-replica-for-alternate-channel-2021-03-11'],
  ['300 روپے تک 7 دن', 'telenor-easycard-150-replica-for-alternate-channel-2021-03-11'],
  ['500 se kam hafta', 'telenor-easycard-150-replica-for-alternate-channel-2021-03-11'],
  ['500以内 jazz 周包', 'jazz-weekly-aio-all-network-2024-09-02'],
  ['sasta package', 'jazz-weekly-sms-2024-09-02'],
  ['便宜的月包', 'telenor-monthly-whatsapp-fb-offer-2021-03-11'],
  ['سستا پیکج', 'jazz-weekly-sms-2024-09-02'],
  ['流量最多', 'jazz-monthly-internet-heavy-device-only-2023-02-07'],

  // What a plan is for.
  ['sms package', 'jazz-weekly-sms-2024-09-02'],
  ['短信包', 'jazz-weekly-sms-2024-09-02'],
  ['whatsapp', 'telenor-monthly-whatsapp-fb-offer-2021-03-11'],
  ['واٹس ایپ پیکج', 'telenor-monthly-whatsapp-fb-offer-2021-03-11'],
  ['吃鸡', 'jazz-weekly-pubg-2024-09-02'],
  ['رومنگ', 'zong-ksa-offer-2021-03-11'],
  ['umrah package', 'zong-ksa-offer-2021-03-11'],
  ['打中国', 'zong-pak-china-friendship-idd-daily-2013-02'],
  ['raat ka package', 'zong-mega-data-offer-2021-03-11'],
  ['فیملی', 'zong-my3-family-sharing-2024-estimated'],
  ['gwadar', 'jazz-weekly-all-network-gwadar-turbat-price-undated'],
  ['*7737#', weeklyX, 'jazz-weekly-x-2024-09-02'],

  // Other names of operators, and plans that nobody sells here.
  ['mobilink weekly', 'jazz-weekly-aio-all-network-2024-09-02'],
  ['中国移动 月包', 'zong-all-in-one-monthly-zong-super-card-2021-03-11'],
  ['ٹیلی نار ماہانہ', 'telenor-easy-card-450-ac-2021-03-11'],
  ['ufone super internet', 'ufone-super-internet-2023-02-07'],
  ['travel esim', 'holafly-always-on-emergency-1-gb-2026-02-16'],
  ['jazz postpaid', 'jazz-postpaid-all-in-one-budget-undated'],
  ['super ghanta', 'jazz-super-ghanta-hourly-2026-06-30'],
]
