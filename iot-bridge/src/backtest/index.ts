export { Backtests } from './backtest.ts';
export type { BacktestParts } from './backtest.ts';
export { backtestQuery, requestOf } from './query.ts';
export type { BacktestQuery } from './query.ts';
export { backtestRoute } from './route.ts';
export * from './model.ts';
