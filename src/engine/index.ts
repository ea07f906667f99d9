/**
 * The wheel: claim what is due, ask outside, write what was answered. It knows when and how many,
 * not what an answer means (`#attempts`) nor how it is kept (whoever hands it `Obligations`).
 * Owns `renewal.worker` and `renewal.shard_lease`. Promises: no call with a transaction open;
 * whatever a wake-up missed is found by the sweep; a dead worker's shards are taken over.
 */
export { Engine, type EngineOptions } from './engine.ts'
export type { NextTurn, Obligations, ShardDue } from './obligations.ts'
export { type HoldShards, holdShards, type ShardHolder } from './shard-holder.ts'
export { readLeaseClock } from './store/lease-clock.ts'
export { createWakeCalls, readWakeCalls, type WakeCalls, wakeChannel } from './wake-calls.ts'
