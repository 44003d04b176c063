import type { Org } from '../org.ts';
import type { NamedCredentials } from './namedCredentials.ts';

/** One call of an Apex method from a page. */
export interface ApexCall {
    readonly org: Org;
    readonly credentials: NamedCredentials;
    readonly userId: string;
    /** Named parameters as the page sent them; each stand-in checks its own. */
    readonly parameters: unknown;
}

/** Does what a method of a deployed Apex class does. @throws ApexError for what the class throws */
export type StandInMethod = (call: ApexCall) => Promise<unknown>;

/** Methods of one Apex class by name. */
export type StandIn = Readonly<Record<string, StandInMethod>>;
