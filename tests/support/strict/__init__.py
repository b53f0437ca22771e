"""Notes, trees and proofs, honest and doctored, each with the one verdict on it.

The cases become tests/vectors/strict.json, which Python and the page's JavaScript must both judge
as it says. They are made without `ledger`, so that what is tested is not what says the truth.
"""
