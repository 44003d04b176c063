/** What this bundle uses of three.js; the static resource `Three_View` offers exactly these classes. */
export interface Three {
    readonly Box3: new () => Box3;
    readonly Color: new (css: string) => unknown;
    readonly DirectionalLight: new (color: unknown, intensity: number) => Object3D;
    readonly GLTFLoader: new () => {
        parseAsync(bytes: ArrayBuffer, path: string): Promise<{ readonly scene: Object3D }>;
    };
    readonly HemisphereLight: new (sky: unknown, ground: unknown, intensity: number) => Object3D;
    readonly MeshStandardMaterial: new (settings: { color: unknown; roughness: number }) => Material;
    readonly OrbitControls: new (camera: Camera, canvas: HTMLCanvasElement) => Controls;
    readonly PerspectiveCamera: new (degrees: number, aspect: number) => Camera;
    readonly Scene: new () => Object3D;
    readonly Spherical: new () => Spherical;
    readonly Vector3: new (x?: number, y?: number, z?: number) => Vector3;
    readonly WebGLRenderer: new (settings: {
        canvas: HTMLCanvasElement;
        antialias: boolean;
        alpha: boolean;
    }) => Renderer;
}

export interface Vector3 {
    readonly x: number;
    readonly y: number;
    readonly z: number;
    set(x: number, y: number, z: number): this;
    copy(other: Vector3): this;
    add(other: Vector3): this;
    sub(other: Vector3): this;
    clone(): Vector3;
    length(): number;
    project(camera: Camera): this;
    setFromSpherical(spherical: Spherical): this;
}

export interface Spherical {
    radius: number;
    phi: number;
    theta: number;
    setFromVector3(vector: Vector3): this;
}

export interface Box3 {
    setFromObject(object: Object3D): this;
    getCenter(target: Vector3): Vector3;
    getSize(target: Vector3): Vector3;
}

export interface Material {
    dispose(): void;
}

export interface Object3D {
    readonly position: Vector3;
    readonly isMesh?: boolean;
    readonly geometry?: { dispose(): void };
    material?: Material;
    add(child: Object3D): void;
    getObjectByName(name: string): Object3D | undefined;
    traverse(visit: (object: Object3D) => void): void;
}

export interface Camera extends Object3D {
    aspect: number;
    near: number;
    far: number;
    updateProjectionMatrix(): void;
    updateMatrixWorld(): void;
}

export interface Controls {
    readonly target: Vector3;
    enablePan: boolean;
    enableZoom: boolean;
    minDistance: number;
    maxDistance: number;
    maxPolarAngle: number;
    addEventListener(type: 'change', listener: () => void): void;
    update(): boolean;
    dispose(): void;
}

export interface Renderer {
    setPixelRatio(ratio: number): void;
    setSize(width: number, height: number, updateStyle: boolean): void;
    render(scene: Object3D, camera: Camera): void;
    dispose(): void;
    forceContextLoss(): void;
}
