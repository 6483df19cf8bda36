"""Tables, widgets and the workbench of JupyterLab."""
