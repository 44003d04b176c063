import type { FastifyInstance } from 'fastify';
import type { Org } from '../../org.ts';

/** Setup: what administrators look at and change. */
export function registerSetup(_app: FastifyInstance, _org: Org): void {}
