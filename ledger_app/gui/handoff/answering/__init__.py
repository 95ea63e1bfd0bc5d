"""请核实 and 退回: asked by the unit above at a field of a file, answered by the school."""
