import { readRulebook } from '../faults/read-rulebook.ts'
import { type Answer, type Call, json, problem } from '../http.ts'
import type { World } from '../world.ts'

/** POST faults: begins a schedule in place of the one before; one without rules ends it. */
export function beginFaults(world: World, call: Call): Answer {
  const rulebook = readRulebook(call.body)
  if (!('rules' in rulebook))
    return problem(400, 'invalid_request', rulebook[0]!, { problems: rulebook })
  if (rulebook.rules.length === 0) return endFaults(world)
  world.faults.begin(rulebook)
  return showFaults(world)
}

/** GET faults: the schedule; each rule with how often it met its case (`matched`) and struck. */
export function showFaults(world: World): Answer {
  return json(200, world.faults.current?.show(world.clock.now()) ?? { rules: [] })
}

/** DELETE faults: what is on its way already stays late, everything new is well. */
export function endFaults(world: World): Answer {
  world.faults.end()
  return showFaults(world)
}
