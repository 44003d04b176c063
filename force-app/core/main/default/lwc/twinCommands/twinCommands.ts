import { LightningElement, api, wire } from 'lwc';
import { graphql, type GraphQLResult, type GraphQLVariables } from 'lightning/graphql';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { getObjectInfo, type ObjectInfo } from 'lightning/uiObjectInfoApi';
import type { WireResult } from 'lightning/uiRecordApi';
import callCatalogue from '@salesforce/apex/MachineCommands.catalogue';
import COMMAND_OBJECT from '@salesforce/schema/Machine_Command__c';
import USER_ID from '@salesforce/user/Id';
import { compareDesired, isOpen, readCommands, toDefinition } from 'c/commandModel';
import type { Command, CommandDefinition, Comparison } from 'c/commandModel';
import { reduceErrors } from 'c/ldsUtils';
import { PollingRefresh } from 'c/pollingRefresh';
import type { CommandInput } from 'c/twinCommandForm';
import type { DecisionDetail } from 'c/twinCommandList';
import type { SignalView } from 'c/twinView';
import { abilities } from './abilities';
import { decideCommand, newKey, requestCommand } from './requests';
import { COMMANDS_QUERY } from './twinCommandsQuery';
import { labels, newsText, sentText, toOffered, type OfferedCommand } from './twinCommandsTexts';

/** While a command is under way, its result is looked for this often. */
const OPEN_INTERVAL_MS = 2_000;
const MIN_REFRESH_SECONDS = 2;

/** The form of one command; its key stays the same until it was sent or given up, so that it is sent once. */
interface OpenForm {
    readonly definition: CommandDefinition;
    readonly key: string;
}

/**
 * Container: commands of a machine. Offers those of the catalogue, requests them, shows what became of them, and lets
 * the second person decide. What may be sent is decided by flows; this only does not offer what would be refused.
 * @fires openrecord with `{ recordId }` when a link is followed in this window
 */
export default class TwinCommands extends LightningElement {
    @api machineName = '';
    /** Signals of the machine, for the reported values. */
    @api signals: readonly SignalView[] = [];
    /** Whether the machine does not answer at the moment. */
    @api offline = false;
    /** Seconds between two refreshes while no command is under way. */
    @api refreshSeconds = 10;

    readonly labels = labels;
    readonly canApprove = abilities.canApprove;
    readonly canCommand = abilities.canCommand;
    readonly userId = USER_ID;
    readonly commandObject = COMMAND_OBJECT;
    announcement = '';
    now = Date.now();
    form: OpenForm | undefined;
    isSending = false;
    sendErrors: unknown;
    decisionErrors: unknown;
    decidingId: string | undefined;
    commands: readonly Command[] | undefined;
    private definitions: readonly CommandDefinition[] | undefined;
    private catalogueErrors: unknown;
    private commandErrors: unknown;
    private hasAccess: boolean | undefined;
    private machineId: string | undefined;
    private returnFocusTo: string | undefined;
    private result: GraphQLResult | undefined;
    private polling: PollingRefresh | undefined;

    /** Machine whose commands are shown. Nothing of the one before may stay under the name of another. */
    @api
    get assetId(): string | undefined {
        return this.machineId;
    }

    set assetId(id: string | undefined) {
        if (id === this.machineId) return;
        this.machineId = id;
        this.commands = undefined;
        this.definitions = undefined;
        this.form = undefined;
        this.commandErrors = undefined;
        this.decisionErrors = undefined;
        this.announcement = '';
        void this.loadCatalogue();
    }

    @wire(getObjectInfo, { objectApiName: '$commandObject' })
    receiveObject({ data, error }: WireResult<ObjectInfo>): void {
        if (data) this.hasAccess = true;
        else if (error) this.hasAccess = false;
    }

    @wire(graphql, { query: '$query', variables: '$variables' })
    receive(result: GraphQLResult): void {
        this.result = result;
        this.now = Date.now();
        this.commandErrors = result.errors;
        if (result.data === undefined || result.data === null) return;
        const commands = readCommands(result.data);
        this.announcement = newsText(this.commands ?? [], commands) ?? this.announcement;
        this.commands = commands;
        this.polling?.reschedule();
    }

    connectedCallback(): void {
        this.polling = new PollingRefresh({ intervalMs: () => this.intervalMs, refresh: () => this.refresh() });
        this.polling.start();
    }

    disconnectedCallback(): void {
        this.polling?.stop();
    }

    renderedCallback(): void {
        const name = this.returnFocusTo;
        if (name === undefined || this.form) return;
        this.returnFocusTo = undefined;
        this.template?.querySelector<HTMLElement>(`[data-command="${name}"]`)?.focus();
    }

    get query(): typeof COMMANDS_QUERY | undefined {
        return this.machineId && this.hasAccess ? COMMANDS_QUERY : undefined;
    }

    get variables(): GraphQLVariables {
        return { assetId: this.machineId };
    }

    get errors(): unknown {
        return this.catalogueErrors ?? this.commandErrors;
    }

    get isRefused(): boolean {
        return this.hasAccess === false;
    }

    get isLoading(): boolean {
        return !this.isRefused && !this.errors && (this.commands === undefined || this.definitions === undefined);
    }

    get hasData(): boolean {
        return this.commands !== undefined;
    }

    get offered(): OfferedCommand[] {
        return this.canCommand ? (this.definitions ?? []).map(toOffered) : [];
    }

    get isOffering(): boolean {
        return this.offered.length > 0 && !this.form;
    }

    get isEmpty(): boolean {
        return this.canCommand && this.definitions?.length === 0;
    }

    get mayOnlyLook(): boolean {
        return !this.canCommand && !this.isRefused;
    }

    get isWarned(): boolean {
        return this.offline && this.offered.length > 0;
    }

    get hasCommands(): boolean {
        return (this.commands?.length ?? 0) > 0;
    }

    get hasNoCommands(): boolean {
        return this.commands?.length === 0;
    }

    get comparisons(): Comparison[] {
        return compareDesired(
            this.commands ?? [],
            this.signals.map(({ signal }) => signal)
        );
    }

    get hasComparisons(): boolean {
        return this.comparisons.length > 0;
    }

    handleOffer(event: Event): void {
        const { command } = (event.currentTarget as HTMLElement).dataset;
        const definition = this.definitions?.find(({ name }) => name === command);
        if (!definition || !this.machineId) return;
        this.sendErrors = undefined;
        this.form = { definition, key: newKey(this.machineId) };
    }

    handleCancel(): void {
        this.closeForm();
    }

    handleSend(event: CustomEvent<CommandInput>): void {
        void this.send(event.detail);
    }

    handleDecide(event: CustomEvent<DecisionDetail>): void {
        void this.decide(event.detail);
    }

    handleOpen(event: CustomEvent<{ recordId: string }>): void {
        this.dispatchEvent(new CustomEvent('openrecord', { detail: event.detail }));
    }

    handleRetry(): void {
        if (this.catalogueErrors) void this.loadCatalogue();
        void this.polling?.refreshNow();
    }

    private get intervalMs(): number {
        if (this.commands?.some(isOpen)) return OPEN_INTERVAL_MS;
        return Math.max(MIN_REFRESH_SECONDS, Number(this.refreshSeconds) || 0) * 1_000;
    }

    private async loadCatalogue(): Promise<void> {
        const assetId = this.machineId;
        this.catalogueErrors = undefined;
        if (!assetId) return;
        try {
            const rows = await callCatalogue({ assetId });
            if (assetId === this.machineId) this.definitions = rows.map(toDefinition);
        } catch (errors) {
            if (assetId === this.machineId) this.catalogueErrors = errors;
        }
    }

    private async refresh(): Promise<void> {
        try {
            await this.result?.refresh?.();
        } catch (error) {
            this.commandErrors = error;
        } finally {
            this.now = Date.now();
        }
        if (this.commandErrors) throw new Error(reduceErrors(this.commandErrors).join(' '));
    }

    private async send(input: CommandInput): Promise<void> {
        const { form, machineId } = this;
        if (!form || !machineId || this.isSending) return;
        this.isSending = true;
        this.sendErrors = undefined;
        try {
            await requestCommand(machineId, form.definition.name, form.key, input);
            this.dispatchEvent(new ShowToastEvent({ title: sentText(form.definition), variant: 'success' }));
            this.closeForm();
            await this.polling?.refreshNow();
        } catch (errors) {
            this.sendErrors = errors;
        } finally {
            this.isSending = false;
        }
    }

    private async decide(detail: DecisionDetail): Promise<void> {
        this.decidingId = detail.id;
        this.decisionErrors = undefined;
        try {
            await decideCommand(detail);
        } catch (errors) {
            this.decisionErrors = errors;
        }
        await this.polling?.refreshNow();
        this.decidingId = undefined;
    }

    private closeForm(): void {
        this.returnFocusTo = this.form?.definition.name;
        this.form = undefined;
    }
}
