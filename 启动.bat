@echo off
rem Starts the program by a double click; the first time it is set up.
rem Nothing but ASCII in here: the console may have any code page.
rem No variable inside brackets: a folder may be called "a (1)".
setlocal
title yishengyidang
rem "py" must not download a Python of its own accord.
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "START=%~dp0start.py"
if not exist "%START%" goto packed

set "PYTHON="
rem Not while an installation is unfinished: it begins by deleting this very file.
if not exist "%~dp0.venv\unfinished" call :try "%~dp0.venv\Scripts\python.exe"
for %%v in (3.13 3.12 3.11 3) do call :try py -%%v
for %%p in (python python3) do call :try %%p
if not defined PYTHON goto none

%PYTHON% "%START%" %*
set "CODE=%errorlevel%"
if not "%CODE%"=="0" pause
exit /b %CODE%

:try
if defined PYTHON exit /b
%* -c "" >nul 2>nul
if "%errorlevel%"=="0" set PYTHON=%*
exit /b

:none
echo.
echo Python was not found. Install Python 3.12 (64-bit) from https://www.python.org/downloads/windows/
echo with "Add python.exe to PATH" ticked, then double-click this file again.
echo In Chinese: resources\no-python.txt
start "" notepad "%~dp0resources\no-python.txt"
pause
exit /b 1

:packed
echo.
echo start.py is not beside this file. Unpack the whole zip file into a folder first.
rem The same in Chinese: nothing else of the program is here to say it.
set "SAY=[regex]::Unescape('\u8bf7\u5148\u628a\u6574\u4e2a\u538b\u7f29\u5305\u89e3\u538b\u5230\u6587\u4ef6\u5939\uff0c\u518d\u53cc\u51fb\u91cc\u9762\u7684\u542f\u52a8\u3002')"
powershell -NoProfile -Command "Add-Type -AssemblyName System.Windows.Forms; [void][Windows.Forms.MessageBox]::Show(%SAY%)" 2>nul
pause
exit /b 1
