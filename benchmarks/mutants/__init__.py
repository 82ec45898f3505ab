"""Small faults put into the code on purpose: which of them does no test notice?"""
