import { faults } from './faults.ts'
import { home } from './home.ts'
import { plans } from './plans.ts'
import { quote } from './quote.ts'
import { receipt } from './receipt.ts'
import { shell } from './shell.ts'

export const en = { ...shell, ...home, ...plans, ...quote, ...receipt, ...faults } as const
