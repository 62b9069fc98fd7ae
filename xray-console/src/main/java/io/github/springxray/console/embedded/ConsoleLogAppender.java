/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.console.embedded;

import java.util.Locale;
import java.util.Map;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;

import io.github.springxray.console.store.LogLine;
import io.github.springxray.console.store.LogStore;

/**
 * Keeps what the application logs while a trace is current, by the ids in the MDC. It is
 * at the root logger of Logback as long as the context is open.
 */
final class ConsoleLogAppender extends UnsynchronizedAppenderBase<ILoggingEvent> implements DisposableBean {

	private static final String NAME = "xrayConsole";

	// What the starter puts: the id of the trace in X-Ray's form, an at sign, an id
	private static final String TRACE_AND_PART = "AWS-XRAY-TRACE-ID";

	private static final double MILLIS = 1000;

	private final LogStore store;

	private final String service;

	private @Nullable LoggerContext loggers;

	ConsoleLogAppender(LogStore store, String service) {
		this.store = store;
		this.service = service;
		setName(NAME);
	}

	/**
	 * Listen to all loggers, if they are Logback's.
	 */
	void attach() {
		if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
			this.loggers = context;
			setContext(context);
			start();
			root(context).addAppender(this);
		}
	}

	private static Logger root(LoggerContext context) {
		return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
	}

	@Override
	public void destroy() {
		if (this.loggers != null) {
			root(this.loggers).detachAppender(this);
			stop();
		}
	}

	@Override
	protected void append(ILoggingEvent event) {
		Map<String, String> mdc = event.getMDCPropertyMap();
		String value = (mdc != null) ? mdc.get(TRACE_AND_PART) : null;
		if (value == null) {
			return;
		}
		int at = value.indexOf('@');
		int start = value.lastIndexOf(' ', (at >= 0) ? at : value.length()) + 1;
		String trace = value.substring(start, (at >= 0) ? at : value.length()).toLowerCase(Locale.ROOT);
		String part = (at >= 0) ? value.substring(at + 1) : "";
		String exception = (event.getThrowableProxy() != null) ? ThrowableProxyUtil.asString(event.getThrowableProxy())
				: "";
		this.store.add(trace,
				new LogLine(event.getTimeStamp() / MILLIS, String.valueOf(event.getLevel()), event.getLoggerName(),
						event.getThreadName(), this.service, part, String.valueOf(event.getFormattedMessage()),
						exception));
	}

}
