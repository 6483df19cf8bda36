"""`python -m followup_analytics`: the same as the command `followup`."""

from followup_analytics.cli import main

if __name__ == "__main__":
    main()
