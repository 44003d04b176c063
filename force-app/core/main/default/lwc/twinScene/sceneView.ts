import type { SignalState } from 'c/twinModel';
import type { Camera, Controls, Material, Object3D, Renderer, Three, Vector3 } from './three';

/** A place on the canvas as fractions of its width and height. */
export interface CanvasPoint {
    readonly x: number;
    readonly y: number;
}

/** Colours of the states that stand out, as CSS. */
export type Palette = Readonly<Record<Exclude<SignalState, 'normal'>, string>>;

interface SceneParts {
    readonly three: Three;
    readonly canvas: HTMLCanvasElement;
    readonly palette: Palette;
    /** Called after each frame with the place of every bound element that the model has. */
    readonly onFrame: (places: Readonly<Record<string, CanvasPoint>>) => void;
}

const FIELD_OF_VIEW = 40;
/** Sharper than this only costs battery. */
const MAX_PIXEL_RATIO = 2;
/** Nothing is looked at from below the floor. */
const LOWEST_ANGLE = Math.PI / 2;
const HIGHEST_ANGLE = 0.1;

/** Wires three.js to one canvas. It draws a frame when something changed and is idle otherwise. */
export class SceneView {
    private readonly parts: SceneParts;
    private readonly renderer: Renderer;
    private readonly scene: Object3D;
    private readonly camera: Camera;
    private readonly controls: Controls;
    private readonly tints: Readonly<Record<keyof Palette, Material>>;
    private readonly ownMaterials = new Map<Object3D, Material | undefined>();
    private states: Readonly<Record<string, SignalState>> = {};
    private frame: number | undefined;

    /** @throws Error when the browser gives no WebGL */
    constructor(parts: SceneParts) {
        const { three, canvas, palette } = parts;
        this.parts = parts;
        this.renderer = new three.WebGLRenderer({ canvas, antialias: true, alpha: true });
        this.renderer.setPixelRatio(Math.min(globalThis.devicePixelRatio || 1, MAX_PIXEL_RATIO));
        this.scene = new three.Scene();
        this.camera = new three.PerspectiveCamera(FIELD_OF_VIEW, 1);
        this.controls = new three.OrbitControls(this.camera, canvas);
        const tint = (css: string): Material =>
            new three.MeshStandardMaterial({ color: new three.Color(css), roughness: 0.6 });
        this.tints = { warning: tint(palette.warning), alarm: tint(palette.alarm), unknown: tint(palette.unknown) };
    }

    /** Shows a model, seen from the front and a little from above. */
    async show(bytes: ArrayBuffer): Promise<void> {
        const { three } = this.parts;
        const { scene: model } = await new three.GLTFLoader().parseAsync(bytes, '');
        model.traverse((object) => {
            if (object.isMesh) this.ownMaterials.set(object, object.material);
        });
        const lamp = new three.DirectionalLight(new three.Color('white'), 2);
        this.scene.add(new three.HemisphereLight(new three.Color('white'), new three.Color('gray'), 2));
        this.scene.add(lamp);
        this.scene.add(model);
        this.lookAt(model, lamp);
        this.controls.addEventListener('change', () => this.requestFrame());
    }

    /** Puts states on elements; those that the model does not have are left out. */
    setStates(states: Readonly<Record<string, SignalState>>): void {
        if (JSON.stringify(states) === JSON.stringify(this.states)) return;
        this.states = states;
        for (const [mesh, own] of this.ownMaterials) mesh.material = own;
        for (const [id, state] of Object.entries(states)) {
            if (state === 'normal') continue;
            this.scene.getObjectByName(id)?.traverse((object) => {
                if (object.isMesh) object.material = this.tints[state];
            });
        }
        this.requestFrame();
    }

    /** Fits the picture to the canvas; width and height in CSS pixels. */
    resize(width: number, height: number): void {
        this.renderer.setSize(width, height, false);
        this.camera.aspect = width / height;
        this.camera.updateProjectionMatrix();
        this.requestFrame();
    }

    /** Whether the wheel zooms; it scrolls the page otherwise. */
    set wheelZooms(zooms: boolean) {
        this.controls.enableZoom = zooms;
    }

    /** Moves the eye around the machine; angles in radians, `nearer` is a factor on the distance. */
    orbit({ right = 0, up = 0, nearer = 1 }): void {
        const { target, minDistance, maxDistance } = this.controls;
        const place = new this.parts.three.Spherical().setFromVector3(this.camera.position.clone().sub(target));
        place.theta += right;
        place.phi = Math.min(LOWEST_ANGLE, Math.max(HIGHEST_ANGLE, place.phi - up));
        place.radius = Math.min(maxDistance, Math.max(minDistance, place.radius * nearer));
        this.camera.position.setFromSpherical(place).add(target);
        this.controls.update();
        this.requestFrame();
    }

    /** Frees the graphics memory; the view cannot be used afterwards. */
    dispose(): void {
        if (this.frame !== undefined) cancelAnimationFrame(this.frame);
        this.controls.dispose();
        for (const [mesh, own] of this.ownMaterials) {
            mesh.geometry?.dispose();
            own?.dispose();
        }
        for (const tint of Object.values(this.tints)) tint.dispose();
        this.renderer.dispose();
        this.renderer.forceContextLoss();
    }

    private lookAt(model: Object3D, lamp: Object3D): void {
        const { three } = this.parts;
        const box = new three.Box3().setFromObject(model);
        const size = box.getSize(new three.Vector3()).length() || 1;
        const target = this.controls.target.copy(box.getCenter(new three.Vector3()));
        // A gateway is small, and some drawing programs write millimetres: what is drawn goes by the model's size.
        this.camera.near = size / 100;
        this.camera.far = size * 10;
        this.camera.updateProjectionMatrix();
        this.camera.position.copy(target).add(new three.Vector3(0.4 * size, 0.35 * size, 1.3 * size));
        lamp.position.copy(target).add(new three.Vector3(size, 2 * size, 1.5 * size));
        Object.assign(this.controls, {
            enablePan: false,
            enableZoom: false,
            minDistance: size / 2,
            maxDistance: size * 4,
            maxPolarAngle: LOWEST_ANGLE
        });
        this.controls.update();
    }

    private requestFrame(): void {
        // eslint-disable-next-line @lwc/lwc/no-async-operation -- one frame per change, cancelled by dispose()
        this.frame ??= requestAnimationFrame(() => {
            this.frame = undefined;
            this.renderer.render(this.scene, this.camera);
            this.parts.onFrame(this.places());
        });
    }

    private places(): Readonly<Record<string, CanvasPoint>> {
        const found = Object.keys(this.states).flatMap((id) => {
            const node = this.scene.getObjectByName(id);
            return node ? [[id, this.placeOf(node)] as const] : [];
        });
        return Object.fromEntries(found);
    }

    private placeOf(node: Object3D): CanvasPoint {
        const { Box3, Vector3 } = this.parts.three;
        const middle: Vector3 = new Box3().setFromObject(node).getCenter(new Vector3()).project(this.camera);
        return { x: (middle.x + 1) / 2, y: (1 - middle.y) / 2 };
    }
}
