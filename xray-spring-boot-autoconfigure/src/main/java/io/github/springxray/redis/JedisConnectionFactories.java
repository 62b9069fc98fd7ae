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

package io.github.springxray.redis;

import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.NativeDetector;
import org.springframework.core.Ordered;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;

import io.github.springxray.context.FinalMethods;
import io.github.springxray.context.LazySubsegments;
import io.github.springxray.recorder.LeftAlone;

/**
 * Puts a proxy of the same class in front of each connection factory of Jedis among the
 * beans, as Jedis itself has no place for a listener. What cannot have such a proxy is
 * left alone.
 */
final class JedisConnectionFactories implements BeanPostProcessor, Ordered {

	private final LazySubsegments subsegments;

	private final ObjectProvider<LeftAlone> leftAlone;

	JedisConnectionFactories(LazySubsegments subsegments, ObjectProvider<LeftAlone> leftAlone) {
		this.subsegments = subsegments;
		this.leftAlone = leftAlone;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof JedisConnectionFactory factory) || AopUtils.isAopProxy(bean)) {
			return bean;
		}
		String reason = reasonAgainst(factory.getClass());
		if (reason != null) {
			this.leftAlone.ifAvailable((parts) -> parts.add("redisConnectionFactories", beanName, reason));
			return bean;
		}
		Object[] traced = { bean };
		this.subsegments.guard("tracing a connection factory of Jedis", () -> {
			ProxyFactory proxies = new ProxyFactory(factory);
			proxies.setProxyTargetClass(true);
			proxies.addAdvice(new JedisFactoryInterceptor(this.subsegments, nameOf(factory)));
			traced[0] = proxies.getProxy(factory.getClass().getClassLoader());
		});
		return traced[0];
	}

	private static @Nullable String reasonAgainst(Class<?> type) {
		if (NativeDetector.inNativeImage()) {
			return "a native image can make no proxy of its class";
		}
		return (Modifier.isFinal(type.getModifiers()) || FinalMethods.find(type) != null)
				? "no proxy can be of its class" : null;
	}

	/**
	 * One name for all servers of a cluster, so that they are one node on the map.
	 */
	private static String nameOf(JedisConnectionFactory factory) {
		String host = factory.getHostName();
		if (factory.isRedisClusterAware() && factory.getClusterConfiguration() != null) {
			host = factory.getClusterConfiguration()
				.getClusterNodes()
				.stream()
				.findFirst()
				.map(RedisNode::getHost)
				.orElse(null);
		}
		else if (factory.isRedisSentinelAware() && factory.getSentinelConfiguration() != null
				&& factory.getSentinelConfiguration().getMaster() != null) {
			host = factory.getSentinelConfiguration().getMaster().getName();
		}
		return (host != null) ? "Redis@" + host : "Redis";
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
