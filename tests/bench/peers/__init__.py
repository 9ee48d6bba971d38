"""The edge beside other open servers for the same terminals, under the same load on the same machine."""
