import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePublicId } from '#kernel'
import { openStory, type Story } from './story.ts'

/** Waits for written changes of a renewal, not for time. */
async function until(story: Story, id: string, status: string): Promise<void> {
  const uuid = parsePublicId('renewal', id)!
  for (let tries = 0; tries < 50; tries++) {
    const changed = Promise.withResolvers<void>()
    const forget = story.wired.renewals.engine.onceChanged(uuid, changed.resolve)
    if ((await story.renewal(id)).status === status) return forget()
    await changed.promise
  }
  assert.fail(`never ${status}`)
}

/** Longer than any test: no sweep comes to the rescue, and a wake-up that is missing hangs. */
const never = 2 ** 31 - 1
const patience = { timeout: 20_000 }

test(
  'with our clock standing still, placing and a callback alone carry a renewal to its end',
  patience,
  async () => {
    const story = await openStory('wake')
    try {
      story.wired.renewals.engine.start(never)
      const { id } = await story.order('03001236001')
      await until(story, id, 'delivering')
      // Only the operator's time passes: it completes after 3 s and calls back. No look of ours is
      // due.
      await fetch(`${story.sandbox.url}/sandbox/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"advance_ms":3000}',
      })
      await until(story, id, 'delivered')
      assert.equal(await story.trialDifference(), 0)
    } finally {
      await story.close()
    }
  },
)
