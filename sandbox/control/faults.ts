import { readPlan } from '../faults/read-plan.ts'
import { type Answer, type Call, json, problem } from '../http.ts'
import type { World } from '../world.ts'

/** POST faults: begins a schedule in place of the one before; one without rules ends it. */
export function beginFaults(world: World, call: Call): Answer {
  const plan = readPlan(call.body)
  if (!('rules' in plan)) return problem(400, 'invalid_request', plan[0]!, { problems: plan })
  if (plan.rules.length === 0) return endFaults(world)
  world.faults.begin(plan)
  return showFaults(world)
}

/** GET faults: the schedule, and how often each rule met its case (`matched`) and struck (`fired`). */
export function showFaults(world: World): Answer {
  return json(200, world.faults.current?.show(world.clock.now()) ?? { rules: [] })
}

/** DELETE faults: what is on its way already stays late, everything new is well. */
export function endFaults(world: World): Answer {
  world.faults.end()
  return showFaults(world)
}
