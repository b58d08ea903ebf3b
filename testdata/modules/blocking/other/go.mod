module example.org/other

go 1.25.0

require example.org/dep v1.0.0
