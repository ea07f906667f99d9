import { type Call, readObject } from '../http.ts'
import { readQueried } from '../operators/usage-report.ts'
import { findOperator, type OperatorId } from '../tariff.ts'
import type { Target } from './schedule.ts'

/** What a request is to the schedule; undefined for what no fault can reach, as the auditor's. */
export function nameRequest(call: Call): Target | undefined {
  const [first = '', ...path] = call.path
  const rules = findOperator(first)
  if (rules) return nameOperatorCall(rules.id, path, call)
  return first === 'gateway' ? nameGatewayCall(path, call) : undefined
}

function nameOperatorCall(
  party: OperatorId,
  [, , , resource, id]: readonly string[],
  call: Call,
): Target | undefined {
  const msisdn = call.query.get('logicalResource.id') ?? call.query.get('realizingResource.id')
  switch (resource) {
    case 'topupBalance': {
      if (call.method === 'POST')
        return { party, action: 'topup', reference: readReference(call.body, 'correlatorId') }
      const named = call.query.get('correlatorId') ?? id
      return { party, action: named === undefined ? 'list' : 'lookup', reference: named ?? '' }
    }
    case 'bucket':
    case 'product':
      return { party, action: 'line', reference: msisdn ?? id ?? '' }
    case 'queryUsageConsumption':
      return { party, action: 'line', reference: readQueried(call.body) ?? '' }
    case 'productOffering':
      return { party, action: 'offers', reference: id ?? '' }
    default:
      return undefined
  }
}

function nameGatewayCall(
  [area, resource, id, action]: readonly string[],
  call: Call,
): Target | undefined {
  const party = 'gateway'
  if (area === 'pay') return { party, action: 'page', reference: resource ?? '' }
  if (resource !== 'charges' && resource !== 'refunds') return undefined
  if (call.method === 'POST') {
    if (action === 'capture' || action === 'cancel') return { party, action, reference: id! }
    const isCharge = resource === 'charges'
    const reference = readReference(call.body, 'reference')
    return { party, action: isCharge ? 'charge' : 'refund', reference }
  }
  const named = call.query.get('reference') ?? id
  return { party, action: named === undefined ? 'list' : 'lookup', reference: named ?? '' }
}

function readReference(body: string, field: string): string {
  const reference = readObject(body)?.[field]
  return typeof reference === 'string' ? reference : ''
}
