"""What a sheet says besides its values: hidden rows, struck-out cells, faults, number formats."""
