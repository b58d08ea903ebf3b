module example.org/app

go 1.25.0

require (
	example.org/dep v1.0.0
	example.org/other v1.0.0
)

replace (
	example.org/dep => ./dep
	example.org/other => ./other
)
