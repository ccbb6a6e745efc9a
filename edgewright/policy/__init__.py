"""Verdicts: rules, packs, parameters and waivers over one input document, judged by OPA."""
