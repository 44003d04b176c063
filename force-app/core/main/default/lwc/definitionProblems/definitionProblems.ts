import { LightningElement, wire } from 'lwc';
import { gql, graphql, type GraphQLResult } from 'lightning/graphql';
import { KIND_TEXTS, LABELS, moreText, reportedText } from './problemLabels';
import { readReport, type BridgeReport, type Problem } from './problemModel';

const QUERY = gql`
    query definitionProblems {
        uiapi {
            query {
                bridges: Bridge_Status__c(orderBy: { Bridge__c: { order: ASC } }, first: 100) {
                    edges {
                        node {
                            Id
                            Bridge__c {
                                value
                            }
                            Definition_Problem_Count__c {
                                value
                            }
                            Definition_Problems__c {
                                value
                            }
                            Reported_At__c {
                                value
                            }
                        }
                    }
                }
            }
        }
    }
`;

/** A problem as it is shown. */
type ShownProblem = Problem & { readonly kindText: string; readonly advice: string };

/** Container: definitions that the bridges refuse, with the reason and what to do, for the admin. */
export default class DefinitionProblems extends LightningElement {
    readonly labels = LABELS;
    /** Where Setup lists the custom metadata types. */
    readonly setupUrl = '/lightning/setup/CustomMetadata/home';
    protected error: unknown;
    private report: BridgeReport | undefined;
    private refresh: (() => Promise<void>) | undefined;

    @wire(graphql, { query: QUERY })
    protected wiredReport({ data, errors, refresh }: GraphQLResult): void {
        if (refresh) this.refresh = refresh;
        if (errors) this.error = errors;
        else if (data !== undefined) this.show(data);
    }

    get problems(): ShownProblem[] {
        return (this.report?.problems ?? []).map((problem) => ({ ...problem, ...KIND_TEXTS[problem.kind] }));
    }

    get hasAnswer(): boolean {
        return this.report !== undefined;
    }

    get hasProblems(): boolean {
        return this.problems.length > 0;
    }

    get hasNone(): boolean {
        return this.report !== undefined && this.report.bridges > 0 && !this.hasProblems;
    }

    get hasNoBridge(): boolean {
        return this.report?.bridges === 0;
    }

    get isLoading(): boolean {
        return !this.report && !this.error;
    }

    get moreNote(): string {
        const more = this.report?.more ?? 0;
        return more > 0 ? moreText(more) : '';
    }

    get reportedText(): string {
        return reportedText(this.report?.reportedAt ?? '');
    }

    handleRefresh(): void {
        void this.refresh?.();
    }

    private show(data: unknown): void {
        try {
            this.report = readReport(data);
            this.error = undefined;
        } catch (error) {
            this.error = error;
        }
    }
}
