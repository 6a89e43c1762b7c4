"""Language server: findings while typing, their explanation, suggestions as code actions.

Needs the extra ``lsp`` (pygls). ``server`` speaks the protocol, ``rulesets`` keeps the rules of
each folder, ``places`` turns offsets into positions.
"""
