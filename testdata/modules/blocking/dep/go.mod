module example.org/dep

go 1.25.0
