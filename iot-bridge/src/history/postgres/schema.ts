/** The tables of the history in PostgreSQL, made when they are missing. Times are milliseconds since 1970. */
export const schema = `
CREATE TABLE IF NOT EXISTS history_series (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, device text NOT NULL, signal text NOT NULL,
    kind text NOT NULL, gap_ms double precision NOT NULL, first_at bigint, last_at bigint,
    raw_floor double precision NOT NULL DEFAULT '-Infinity', minute_floor double precision NOT NULL DEFAULT '-Infinity',
    hour_floor double precision NOT NULL DEFAULT '-Infinity', UNIQUE (device, signal)
);
CREATE TABLE IF NOT EXISTS history_state_text (
    series integer NOT NULL, id integer NOT NULL, text text NOT NULL, PRIMARY KEY (series, id), UNIQUE (series, text)
);
CREATE TABLE IF NOT EXISTS history_sample (
    series integer NOT NULL, at bigint NOT NULL, value double precision NOT NULL, quality smallint NOT NULL,
    PRIMARY KEY (series, at)
) PARTITION BY RANGE (at);
CREATE TABLE IF NOT EXISTS history_dirty (
    series integer NOT NULL, day bigint NOT NULL, first_at bigint NOT NULL, last_at bigint NOT NULL,
    PRIMARY KEY (series, day)
);
CREATE TABLE IF NOT EXISTS history_rollup (
    series integer NOT NULL, tier smallint NOT NULL, start bigint NOT NULL, count integer NOT NULL,
    uncertain integer NOT NULL, bad integer NOT NULL, min double precision, max double precision, sum double precision,
    last double precision, last_at bigint, area double precision NOT NULL, covered_ms double precision NOT NULL,
    states jsonb, PRIMARY KEY (series, tier, start)
);
CREATE TABLE IF NOT EXISTS history_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key text NOT NULL UNIQUE, device text NOT NULL,
    at bigint NOT NULL, kind text NOT NULL, details jsonb NOT NULL
);
CREATE INDEX IF NOT EXISTS history_event_by_device ON history_event (device, at, id);
CREATE TABLE IF NOT EXISTS history_deletion (
    id integer PRIMARY KEY, device text NOT NULL, requested_by text NOT NULL, reason text NOT NULL, at bigint NOT NULL,
    series integer NOT NULL, samples bigint NOT NULL, rollups bigint NOT NULL, events bigint NOT NULL, hash text NOT NULL
);`;

/** Name and range of the partition that holds an instant: one for each month of UTC. */
export function partitionOf(at: number): { name: string; from: number; to: number } {
    const date = new Date(at);
    const from = Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
    const to = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
    return {
        name: `history_sample_${date
            .toISOString()
            .slice(0, 7)
            .replaceAll(/[^0-9]/g, '_')}`,
        from,
        to
    };
}
