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

package io.github.springxray.method;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

/**
 * Takes a part of a value. It is parsed when it is first used, and one that cannot be
 * parsed takes nothing.
 */
final class ValueExpression {

	private static final Log logger = LogFactory.getLog(ValueExpression.class);

	private final String text;

	private final String place;

	private volatile boolean parsed;

	private @Nullable Expression expression;

	/**
	 * Remembers the classes that it has seen, so it must not outlive the application.
	 */
	private @Nullable EvaluationContext context;

	ValueExpression(String text, String place) {
		this.text = text;
		this.place = place;
	}

	@Nullable Object valueOf(Object root) {
		if (!this.parsed) {
			parse();
		}
		Expression expression = this.expression;
		EvaluationContext context = this.context;
		return (expression != null && context != null) ? expression.getValue(context, root) : null;
	}

	private synchronized void parse() {
		if (this.parsed) {
			return;
		}
		try {
			this.expression = new SpelExpressionParser().parseExpression(this.text);
			this.context = SimpleEvaluationContext.forReadOnlyDataBinding().withInstanceMethods().build();
		}
		catch (ParseException ex) {
			logger.warn("The expression '" + this.text + "' at " + this.place + " is not legal and records nothing: "
					+ ex.getMessage());
		}
		this.parsed = true;
	}

}
