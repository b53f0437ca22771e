/**
 * What pages rely on and TypeScript's libraries do not know, or know too strictly.
 *
 * The pages are not cross-origin isolated, so there is no SharedArrayBuffer: every Uint8Array is
 * one that WebCrypto takes.
 */

declare var trustedTypes: import("trusted-types/lib").TrustedTypePolicyFactory | undefined;

interface SubtleCrypto {
  digest(algorithm: AlgorithmIdentifier, data: Uint8Array): Promise<ArrayBuffer>;
  importKey(
    format: "raw" | "spki",
    keyData: Uint8Array,
    algorithm: AlgorithmIdentifier | EcKeyImportParams,
    extractable: boolean,
    keyUsages: readonly KeyUsage[],
  ): Promise<CryptoKey>;
  sign(
    algorithm: AlgorithmIdentifier | EcdsaParams,
    key: CryptoKey,
    data: Uint8Array,
  ): Promise<ArrayBuffer>;
  verify(
    algorithm: AlgorithmIdentifier | EcdsaParams,
    key: CryptoKey,
    signature: Uint8Array,
    data: Uint8Array,
  ): Promise<boolean>;
}

/** Source: https://wicg.github.io/shape-detection-api/#barcode-detection-api */
declare class BarcodeDetector {
  constructor(options?: { formats?: string[] });
  static getSupportedFormats(): Promise<string[]>;
  detect(image: ImageBitmapSource): Promise<{ rawValue: string; format: string }[]>;
}

interface MediaTrackConstraintSet {
  torch?: boolean;
}

/** vendor/idb/umd.js puts it there. */
declare var idb: typeof import("idb");
