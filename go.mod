module github.com/luoshi-project/luoshi

go 1.26
