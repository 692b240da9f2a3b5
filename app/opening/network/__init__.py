"""Pages fetched over the network: which addresses may be asked, and how long a server may take."""
