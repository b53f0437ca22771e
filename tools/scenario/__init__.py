"""The practice operation of `segel demo`: Pilkada 2024 in OKU Timur, told by signed statements."""
