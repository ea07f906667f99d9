import { compare } from './compare.ts'
import { cost } from './cost.ts'
import { expected } from './expected.ts'
import { faults } from './faults.ts'
import { fit } from './fit.ts'
import { home } from './home.ts'
import { importCells } from './import-cells.ts'
import { importRows } from './import-rows.ts'
import { line } from './line.ts'
import { plans } from './plans.ts'
import { quote } from './quote.ts'
import { receipt } from './receipt.ts'
import { record } from './record.ts'
import { search } from './search.ts'
import { shell } from './shell.ts'
import { ways } from './ways.ts'

export const en = {
  ...shell,
  ...home,
  ...plans,
  ...quote,
  ...receipt,
  ...faults,
  ...expected,
  ...importCells,
  ...importRows,
  ...fit,
  ...cost,
  ...ways,
  ...line,
  ...record,
  ...search,
  ...compare,
} as const
