@echo off
rem Runs SuperRes from the command line. Java 17 or newer is taken from
rem JAVA_HOME, else from the PATH; JAVA_OPTS are handed to it, as in
rem set JAVA_OPTS=-Xmx8g

setlocal
for %%h in ("%~dp0..") do set "HOME_FOLDER=%%~fh"

set "JAVA=java"
if not defined JAVA_HOME goto version
set "JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%JAVA%" goto version
echo superres: there is no Java in JAVA_HOME, which is %JAVA_HOME% 1>&2
exit /b 1

:version
rem The outer quotes are for cmd /c; escaped, they leave the path in its own. What
rem is older than Java 9 does not know --version and prints nothing here.
set "VERSION="
for /f "tokens=2" %%v in ('^""%JAVA%" --version 2^>nul^"') do if not defined VERSION set "VERSION=%%v"
set "MAJOR=0"
for /f "tokens=1 delims=.-+" %%m in ("%VERSION%") do set "MAJOR=%%m"
if %MAJOR% GEQ 17 goto run
echo superres: Java 17 or newer is needed: install it, or set JAVA_HOME 1>&2
exit /b 1

:run
rem Nothing is ever downloaded, and nobody is told of the run.
set "OPT_OUT_TRACKING=true"

rem The engine is the one that comes along, whatever others are told to take.
set "PYTORCH_VERSION="
set "PYTORCH_FLAVOR="
set "PYTORCH_LIBRARY_PATH="
set "PYTORCH_EXTRA_LIBRARY_PATH="
set "DJL_DEFAULT_ENGINE="

"%JAVA%" -Djava.awt.headless=true -Dai.djl.offline=true -Djdk.console=java.base "-Dsuperres.home=%HOME_FOLDER%" %JAVA_OPTS% -cp "%HOME_FOLDER%\lib\*" sc.fiji.superres.frontend.cli.SuperRes %*
exit /b %ERRORLEVEL%
