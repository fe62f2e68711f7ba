/**
 * The data of the training-cost view, as the server sends it.
 *
 * @typedef {object} Params
 * @property {number} parameters N
 * @property {number} tokens D
 * @property {boolean} attention whether its operations are counted, too; layers, d_model and context matter only then
 * @property {number} layers
 * @property {number} d_model
 * @property {number} context
 * @property {string} gpu
 * @property {number} gpus how many
 * @property {"days" | "utilization"} solve what is found; the other one is given
 * @property {number} utilization
 * @property {number} days
 * @property {number} price_gpu_hour dollars
 * @property {number} watts of one GPU; 0: what its maker states
 * @property {number} pue
 * @property {number} price_kwh yen
 * @property {number} grid kg of CO₂ for a kWh
 * @property {number} yen_per_dollar
 *
 * @typedef {"forward" | "backward" | "attention"} PartName
 * @typedef {{name: PartName, per_token: number, flops: number, share: number}} Part
 * @typedef {{rent_dollar: number, rent_yen: number, electricity_yen: number, purchase_yen: number | null}} Cost
 * @typedef {{yen: number, kind: "about" | "from", date: string}} Price
 *
 * @typedef {object} GpuRow
 * @property {string} id
 * @property {string} name
 * @property {number} year
 * @property {number} memory bytes
 * @property {number} bandwidth bytes a second
 * @property {number} watts
 * @property {string} precision the one models are trained in
 * @property {number} peak FLOP/s in it
 * @property {Readonly<Record<string, number>>} peaks FLOP/s by precision
 * @property {Price | null} price in Japan
 * @property {string} source
 * @property {number} days that as many of this GPU would take at the same utilization
 *
 * @typedef {{value: number, date: string, source: string}} Factor
 * @typedef {{name: string, year: number, utilization: number, hardware: string, source: string}} Seen
 *
 * @typedef {object} Result
 * @property {number} flops
 * @property {number} flops_per_token
 * @property {readonly Part[]} parts
 * @property {number} peak FLOP/s of one GPU
 * @property {number} watts of one GPU
 * @property {number} days
 * @property {number} utilization
 * @property {boolean} possible whether the utilization is at most 1
 * @property {number} flops_per_second of all GPUs
 * @property {number} gpu_hours
 * @property {number} alone_days of a single GPU
 * @property {number} power_kw
 * @property {number} energy_kwh
 * @property {number} households that use as much electricity in a year
 * @property {number} co2_kg
 * @property {Cost} cost
 * @property {readonly GpuRow[]} gpus
 * @property {Readonly<Record<string, Factor>>} factors what is assumed at first
 * @property {readonly Seen[]} seen utilizations that were reached
 *
 * @typedef {{view: "training-cost", params: Params, result: Result}} TrainingCostData
 */

export {};
