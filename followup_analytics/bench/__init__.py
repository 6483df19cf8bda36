"""The workbench: a sheet on a bench, and the widgets of JupyterLab that show what the bench tells."""
