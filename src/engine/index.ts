/**
 * The wheel: claim what is due, ask outside, write what was answered. It knows when and how many,
 * not what an answer means (`#attempts`) nor how it is kept (whoever hands it `Obligations`).
 * Owns `renewal.worker`, `renewal.shard_lease` and the schema `upstream`. Promises: no call with a
 * transaction open; whatever a wake-up missed is found by the sweep; a dead worker's shards are
 * taken over; a party that is stopped is not called, one that is ill is not run at, and what waits
 * for them stays as it is.
 */
export { Engine, type EngineOptions } from './engine.ts'
export type { HeldRows } from './held-line.ts'
export type { Allowed, DueClaim, Held, NextTurn, Obligations, ShardDue } from './obligations.ts'
export { type HoldShards, holdShards, type ShardHolder } from './shard-holder.ts'
export { readLeaseClock } from './store/lease-clock.ts'
export type { Stopped, SwitchDeed } from './upstream-board.ts'
export type { Admitted } from './upstream-gate.ts'
export {
  productionUpstream,
  type SettingsOf,
  sandboxUpstream,
  type UpstreamSettings,
} from './upstream-settings.ts'
export {
  createUpstreams,
  type SwitchEntry,
  type UpstreamDesk,
  type UpstreamStanding,
  type UpstreamState,
  type Upstreams,
} from './upstreams.ts'
export { createWakeCalls, readWakeCalls, type WakeCalls, wakeChannel } from './wake-calls.ts'
